import { enableCompileCache } from 'node:module';

// First of all: what is imported below is compiled once and cached, its stripped types included. This file is plain
// JavaScript because Node would load its type stripper for it before the cache is there, at 60 ms a start.
enableCompileCache();
const { main } = await import('./program.ts');
process.exitCode = await main(process.argv.slice(2));
