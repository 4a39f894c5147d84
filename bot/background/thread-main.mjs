/** Lets the thread read TypeScript, which Node 20 hands down to no thread. */
import { register } from 'tsx/esm/api';

register();
await import('./thread-main.ts');
