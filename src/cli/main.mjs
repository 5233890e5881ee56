import { enableCompileCache, registerHooks } from 'node:module';

// First of all: what is imported below is compiled once and cached, its stripped types included. This file is plain
// JavaScript because Node would load its type stripper for it before the cache is there, at 60 ms a start.
enableCompileCache();

// A path of our own is where it says. Node would look for links and for a package.json in every folder above, for each
// of some 230 files: a tenth of the whole start.
registerHooks({
  resolve: (path, context, next) =>
    path.startsWith('.') && path.endsWith('.ts')
      ? { url: new URL(path, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
      : next(path, context),
});

const { main } = await import('./program.ts');
process.exitCode = await main(process.argv.slice(2));
