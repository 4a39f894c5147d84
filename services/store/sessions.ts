/**
 * A connection on which the statements of a unit of work run. TypeORM opens it and knows the forms of values; what runs
 * on it goes past its query runner, which has SQLite read a statement's text anew each time.
 */
import { createHash } from 'node:crypto';
import type { Database, RunResult, Statement } from 'sqlite3';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';

export interface Session {
  /** @throws QueryFailedError */
  run(text: string, values?: unknown[]): Promise<Result>;
}

export interface Result {
  records: Record<string, unknown>[];
  /** How many rows were changed. */
  changed: number;
}

/** The one connection of an SQLite database. Its statements are made ready once, which there are a few hundred of. */
export function sqliteSession(source: DataSource): Session & { close(): Promise<void> } {
  const { databaseConnection } = source.driver as unknown as { databaseConnection: Database };
  const ready = new Map<string, Statement>();

  async function readyFor(text: string): Promise<Statement> {
    const known = ready.get(text);
    if (known) return known;
    const statement = await new Promise<Statement>((resolve, reject) => {
      const made = databaseConnection.prepare(text, error => (error ? reject(error) : resolve(made)));
    });
    ready.set(text, statement);
    return statement;
  }

  return {
    async run(text, values = []) {
      try {
        const statement = await readyFor(text);
        return await (text.startsWith('SELECT') ? read(statement, values) : change(statement, values));
      } catch (error) {
        throw new QueryFailedError(text, values, error as Error);
      }
    },
    async close() {
      const all = [...ready.values()];
      ready.clear();
      await Promise.all(
        all.map(statement => new Promise<void>(resolve => statement.finalize(() => resolve()))),
      );
    },
  };
}

const read = (statement: Statement, values: unknown[]) =>
  new Promise<Result>((resolve, reject) => {
    statement.all(values, (error: Error | null, records: Result['records']) =>
      error ? reject(error) : resolve({ records, changed: 0 }),
    );
  });

const change = (statement: Statement, values: unknown[]) =>
  new Promise<Result>((resolve, reject) => {
    statement.run(values, function (this: RunResult, error: Error | null) {
      if (error) reject(error);
      else resolve({ records: [], changed: this.changes });
    });
  });

interface PostgresClient {
  query(query: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: Result['records']; rowCount: number | null }>;
}

const names = new Map<string, string>();

/**
 * By its name a connection knows a statement that it has read and planned before, which is most of the work of a short
 * one. It is made of the text, so that it means the same on every connection, also through a pooler.
 */
function nameOf(text: string): string {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, known);
  return known;
}

/** The connection of a query runner. */
export async function postgresSession(runner: QueryRunner): Promise<Session> {
  const client = (await runner.connect()) as PostgresClient;
  return {
    async run(text, values = []) {
      try {
        const { rows, rowCount } = await client.query(
          values.length > 0 ? { name: nameOf(text), text, values } : { text, values },
        );
        return { records: rows, changed: rowCount ?? 0 };
      } catch (error) {
        throw new QueryFailedError(text, values, error as Error);
      }
    },
  };
}
