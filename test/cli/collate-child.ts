/** The command in a process of its own, once it has been bundled: cli/collate.mjs without the loader of TypeScript. */
import { main } from '../../cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
