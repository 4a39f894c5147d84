/** What the board file says of training, as the board keeps it. */
import type { BoardRow } from '../store/entities/board.ts';
import type { BoardFile } from './board-file.ts';

export type TrainingSettings = NonNullable<BoardFile['training']>;

/** What the board's file says; nothing asked and no targets where it is silent. */
export function trainingOf(board: Pick<BoardRow, 'settings'>): TrainingSettings {
  const said = (board.settings.training ?? {}) as Partial<TrainingSettings>;
  return {
    courses: said.courses ?? [],
    targets: said.targets ?? [],
    levels: said.levels ?? {},
    compliance: said.compliance ?? [],
  };
}

/** "Level 2", with the board's own word for it where it has one: "Level 2, Foundation". */
export function levelName({ levels }: Pick<TrainingSettings, 'levels'>, level: number): string {
  const word = levels[String(level)];
  return word ? `Level ${level}, ${word}` : `Level ${level}`;
}
