#!/usr/bin/env node
// The command as npm installs it: runs the TypeScript beside it as it is, so that nothing need be built.
import { register } from 'tsx/esm/api';

register();
// `collate … | head` closes the pipe early: that is no fault.
process.stdout.on('error', error => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
