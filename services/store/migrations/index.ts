/** Every migration, oldest first. Forward only: a released one is never edited. */
import { FirstTables1795219200000 } from './1795219200000-first-tables.ts';

export const migrations = [FirstTables1795219200000] as const;
