/** What a kind of file is: the answer to one that was sent in 1:1 chat. One file each, and a line in the registry. */
import type { Card } from '../../cards/card.ts';
import type { BotDeps, Scene } from '../deps.ts';

/** A file as it was sent, already fetched: untrusted in every part. */
export interface ReceivedFile {
  /** As its owner named it. */
  name: string;
  /** In small letters, without the dot. */
  extension: string;
  bytes: Uint8Array;
  /** Where Teams lets it be fetched again for a while. A secret: whoever has it has the file. */
  url: string;
}

export interface FileKind {
  extensions: readonly string[];
  /** What it is for, and how to send it: "training figures as .xlsx or .csv". */
  about: string;
  answer(deps: BotDeps, scene: Scene, file: ReceivedFile): Promise<Card>;
}
