import { enableCompileCache, registerHooks } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// A monitor stands beside an application and has a limit of memory. V8 would rather double the space of new objects, up
// to 32 MiB, than clean it up: some 20 MiB for no time that anybody could measure. undici's parser of HTTP is WebAssembly,
// which V8 would compile a second time, with every optimisation: another 20 MiB at its peak, for kilobytes of answers. And
// a run is over before optimised code pays: 10 MiB, and a tenth of its processor's time; only to compare bodies of
// megabytes takes twice as long without. First of all, because cached code is good for the flags it was compiled with.
const LEAN = [
  '--semi-space-growth-factor=1',
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  '--no-maglev',
  '--no-opt',
];
if (process.argv[2] === 'monitor') for (const flag of LEAN) setFlagsFromString(flag);

// Next: what is imported below is compiled once and cached, its stripped types included. This file is plain
// JavaScript because Node would load its type stripper for it before the cache is there, at 60 ms a start.
enableCompileCache();

// A relative path of ours, or of these packages, is where it says. Node would look for links and for a package.json in
// every folder above, for each of some 250 files: a tenth of the whole start. Of zod's 60 languages English is enough.
const MODULES = /\/node_modules\/(?:commander|zod)\//;
const direct = (path, { parentURL }) => {
  if (!path.startsWith('.')) return undefined;
  if (path.endsWith('.ts')) return { url: new URL(path, parentURL).href, format: 'module-typescript' };
  if (!MODULES.test(parentURL)) return undefined;
  return { url: new URL(path, parentURL).href.replace('/locales/index.js', '/locales/en.js'), format: 'module' };
};

registerHooks({
  resolve(path, context, next) {
    const found = direct(path, context);
    return found === undefined ? next(path, context) : { ...found, shortCircuit: true };
  },
});

const { main } = await import('./program.ts');
process.exitCode = await main(process.argv.slice(2));
