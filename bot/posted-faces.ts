/** What each purpose of a delivery shows, as it stands when it is sent. */
import type { Card } from '../cards/card.ts';
import { accountCard } from '../cards/notice/account-card.ts';
import { deliveriesCard } from '../cards/notice/deliveries-card.ts';
import { linksCard } from '../cards/notice/links-card.ts';
import { readStopped } from '../services/delivery/stopped-notice.ts';
import { readAccount } from '../services/people/accounts.ts';
import type { DeliveryOrder, DeliveryPurpose } from '../services/ports.ts';
import { mayStandAt } from '../services/returns/see-ask.ts';
import { boards } from '../services/store/entities/board.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { readPaper } from '../services/summary/papers.ts';
import { readLinks } from '../services/teams/link.ts';
import { dayOf } from '../services/time.ts';
import { standingDecisions } from './decision-forms.ts';
import type { BotDeps } from './deps.ts';
import { toldDigest } from './digest-card.ts';
import { renderAsk } from './faces/registry.ts';
import { renderProgress } from './progress-face.ts';
import { renderReminder } from './reminder-face.ts';
import { renderRoundToOpen } from './round-face.ts';
import { paperCard } from './show-facts.ts';
import { standingSignOff } from './sign-off-forms.ts';
import { postedReport } from './written-report-face.ts';

/** The purposes that post a card; the others are about one that stands. */
export type Posted = Exclude<DeliveryPurpose, 'refresh' | 'removal'>;

export const isPosted = (purpose: DeliveryPurpose): purpose is Posted =>
  purpose !== 'refresh' && purpose !== 'removal';

export type Subject = Pick<DeliveryOrder, 'boardId' | 'subjectId' | 'placeKind' | 'placeId'>;

/** @param isSmall true where Teams found the card too large. @returns null where there is nothing left to tell */
export type DrawPosted = (
  view: View,
  purpose: Posted,
  subject: Subject,
  isSmall?: boolean,
) => Promise<Card | null>;

type Face = (view: View, subject: Subject & { isSmall: boolean }) => Promise<Card | null>;

export function createFaces(deps: Pick<BotDeps, 'clock' | 'forms' | 'publicUrl'>): DrawPosted {
  const { clock, forms } = deps;

  const paper =
    (mayPost: boolean): Face =>
    async (view, { boardId, subjectId, isSmall }) => {
      const board = await view.rows(boards).get(boardId);
      const hasAnnex = deps.publicUrl() !== null;
      return paperCard(await readPaper(view, subjectId, clock.now()), board, {
        mayPost,
        isSmall,
        hasAnnex,
        forms,
      });
    };

  const faces: Record<Posted, Face> = {
    // Looked at once more where it leaves: what is restricted goes to those named for it, and nowhere else.
    ask: async (view, { boardId, subjectId: askId, isSmall, ...place }) =>
      (await mayStandAt(view, { boardId, askId }, place, clock.now()))
        ? renderAsk(view, { boardId, askId, now: clock.now() }, { forms, isSmall })
        : null,
    links: async (view, { boardId, subjectId: teamRowId }) => {
      const { short } = await view.rows(boards).get(boardId);
      return linksCard({ board: short, ...(await readLinks(view, teamRowId)) });
    },
    'draft-summary': paper(true),
    summary: paper(false),
    'round-to-open': (view, { boardId, subjectId: period }) =>
      renderRoundToOpen(view, { boardId, period }, forms),
    reminder: (view, { subjectId }) => renderReminder(view, subjectId, clock.now(), forms),
    account: async (view, { subjectId }) => accountCard(await readAccount(view, subjectId), forms),
    report: (view, { boardId, subjectId: askId, isSmall }) =>
      postedReport(view, { boardId, askId, now: clock.now() }, { forms, isSmall }),
    decisions: (view, { boardId, placeId: personId }) =>
      standingDecisions(view, { boardId, personId, now: clock.now(), forms }),
    progress: (view, { boardId, subjectId: roundId, placeKind, isSmall }) =>
      renderProgress(
        view,
        { boardId, roundId, now: clock.now() },
        { canRemind: placeKind === 'person', isSmall, forms },
      ),
    'sign-off': (view, { boardId, subjectId: askId, placeId: personId, isSmall }) =>
      standingSignOff(view, { boardId, askId, personId, now: clock.now() }, { forms, isSmall }),
    digest: (view, { boardId, subjectId: digestId, isSmall }) =>
      toldDigest(view, { boardId, digestId, forms }, { isSmall }),
    'stopped-notice': async (view, { boardId, isSmall }) => {
      const stopped = await readStopped(view, boardId);
      if (stopped.count === 0) return null;
      const { timezone } = await view.rows(boards).get(boardId);
      return deliveriesCard({ counts: null, stopped, day: dayOf(clock.now(), timezone), isSmall, forms });
    },
  };

  return (view, purpose, { boardId, subjectId, placeKind, placeId }, isSmall = false) =>
    faces[purpose](view, { boardId, subjectId, placeKind, placeId, isSmall });
}
