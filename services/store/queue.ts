/** Runs one task at a time, in the order they came; a task that fails does not stop the next. */
export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return task => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}
