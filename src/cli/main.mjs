import { enableCompileCache, registerHooks } from 'node:module';

// First of all: what is imported below is compiled once and cached, its stripped types included. This file is plain
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
