/** Waits that all end at once where what waits is to stop. */
import type { Later } from '../ports.ts';

export interface Pauses {
  pause(ms: number): Promise<void>;
  /** Ends those that run. */
  end(): void;
}

export function createPauses(later: Later): Pauses {
  const running = new Set<() => void>();
  return {
    pause(ms) {
      if (ms <= 0) return Promise.resolve();
      return new Promise(resolve => {
        const end = () => {
          cancel();
          running.delete(end);
          resolve();
        };
        const cancel = later(end, ms);
        running.add(end);
      });
    },
    end() {
      for (const end of [...running]) end();
    },
  };
}
