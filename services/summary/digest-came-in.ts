/** What came in between two instants, and from whom. Pure. */
import type { DigestRound } from './digest.ts';
import type { Facts, GroupReturn, Source } from './facts.ts';

export interface CameIn {
  /** Who was asked, by short name. */
  group: string;
  kind: string;
  period: string;
  /** How many parts were answered, or answered anew, since. */
  fresh: number;
  answered: number;
  of: number;
  /** Of those answered, how many say "no change". */
  noChange: number;
  /** Who said it, each once: "Ann Ward, Police". */
  by: { name: string; agency: string | null }[];
}

/** In the order of the groups; what nobody touched is left out. */
export function cameInOf({ before, now }: DigestRound, since: string): CameIn[] {
  return now.returns.byGroup.flatMap(entry => {
    const was = before.returns.byGroup.find(
      ({ group, kind }) => group === entry.group && kind === entry.kind,
    );
    const sources = sourcesOf(now, entry).filter(({ at }) => at > since);
    const more = entry.answered - (was?.answered ?? 0);
    if (sources.length === 0 && more <= 0) return [];
    const { group, kind, answered, of, noChange } = entry;
    const fresh = Math.max(kind === 'action-updates' ? sources.length : 0, more, 1);
    return [{ group, kind, period: now.period, fresh, answered, of, noChange, by: peopleOf(sources) }];
  });
}

/** The returns behind what one was asked for, as far as the facts name them. */
function sourcesOf(facts: Facts, { group, kind }: GroupReturn): Source[] {
  const own = () => {
    switch (kind) {
      case 'action-updates':
        // What was said in a turn of a set came in there, whatever period tells of it.
        return facts.actions
          .flatMap(action => [
            ...(action.groups[0] === group ? [action.source] : []),
            ...action.alsoSaid.filter(said => said.group === group).map(said => said.source),
          ])
          .filter(source => source?.period === facts.period);
      case 'training-figures':
        return facts.training?.asked.length === 1 && facts.training.asked[0] === group
          ? (facts.training.programme?.sources ?? [])
          : [];
      case 'compliance':
        return (facts.training?.compliance ?? [])
          .filter(({ asked }) => asked === group)
          .map(({ source }) => source);
      case 'measures':
        // Whose measure one is the facts do not say; where one group is asked, it is that group's.
        return facts.returns.byGroup.filter(other => other.kind === kind).length === 1
          ? facts.outcomes.map(({ source }) => source)
          : [];
      case 'section-11':
        return facts.section11.filter(({ agency }) => agency === group).map(({ source }) => source);
      default:
        return facts.reports
          .filter(report => report.kind === kind && report.asked === group)
          .map(({ source }) => source);
    }
  };
  return own().filter(source => source !== null);
}

function peopleOf(sources: readonly Source[]): CameIn['by'] {
  const found = new Map(sources.map(({ by, agency }) => [`${by} ${agency}`, { name: by, agency }]));
  return [...found.values()];
}
