/** How much of a core a process takes. */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** The kernel's clock ticks in a second, as `getconf CLK_TCK` has it on every Linux that Node runs on. */
const TICKS = 100;

interface Taken {
  at: number;
  /** In milliseconds since their start. */
  bot: number;
  here: number;
  all: number;
}

async function look(pid: number): Promise<Taken> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  const own = process.cpuUsage();
  return {
    at: performance.now(),
    bot: ((user + system) * 1000) / TICKS,
    here: (own.user + own.system) / 1000,
    all: cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0),
  };
}

/** @returns what ends it, and tells each one's share of one core meanwhile */
export async function watchCpu(pid: number): Promise<() => Promise<string>> {
  const before = await look(pid);
  return async () => {
    const after = await look(pid);
    const share = (what: 'bot' | 'here' | 'all') =>
      `${((100 * (after[what] - before[what])) / (after.at - before.at)).toFixed(0)} %`;
    return `of one core: the bot ${share('bot')}, Teams’ stand-in and the presses ${share('here')}, the whole machine ${share('all')} (of ${cpus().length * 100} %)`;
  };
}
