#!/usr/bin/env node
// The command as npm installs it: runs the TypeScript beside it as it is, so that nothing need be built.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
