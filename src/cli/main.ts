import { enableCompileCache } from 'node:module';

// First of all: what is imported below is compiled once and cached (also its stripped types).
enableCompileCache();
const { main } = await import('./program.ts');
process.exitCode = await main(process.argv.slice(2));
