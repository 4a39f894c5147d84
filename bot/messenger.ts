/** The outgoing port: reads the present facts, has their card made, posts or refreshes it, and names what became of it. */
import type { ConnectorClient } from 'botframework-connector';
import type { ConversationParameters } from 'botframework-schema';
import type { Card } from '../cards/card.ts';
import { accountCard } from '../cards/notice/account-card.ts';
import { deliveriesCard } from '../cards/notice/deliveries-card.ts';
import { linksCard } from '../cards/notice/links-card.ts';
import type { Outcome } from '../services/delivery/outcome.ts';
import { readStopped } from '../services/delivery/stopped-notice.ts';
import type { StopCode } from '../services/delivery/stops.ts';
import { readAccount } from '../services/people/accounts.ts';
import type { DeliveryOrder, DeliveryPurpose, Messenger } from '../services/ports.ts';
import { readReminder, waitBeforeReminding } from '../services/rounds/read-reminder.ts';
import { boards } from '../services/store/entities/board.ts';
import { messages } from '../services/store/entities/delivery.ts';
import { channels, personalChats, teams } from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { readPaper } from '../services/summary/papers.ts';
import { readLinks } from '../services/teams/link.ts';
import { dayOf } from '../services/time.ts';
import { messageOf } from './card-message.ts';
import { standingDecisions } from './decision-forms.ts';
import type { BotDeps } from './deps.ts';
import { toldDigest } from './digest-card.ts';
import { renderAsk } from './faces/registry.ts';
import { firstFrame } from './notices.ts';
import { outcomeOfFailure } from './outcomes.ts';
import { sendToPerson } from './personal-chat.ts';
import { renderProgress } from './progress-face.ts';
import { renderReminder } from './reminder-face.ts';
import { removeMessage } from './remove-message.ts';
import { renderRoundToOpen } from './round-face.ts';
import { paperCard } from './show-facts.ts';
import { standingSignOff } from './sign-off-forms.ts';
import { postedReport } from './written-report-face.ts';

/** The card of a subject as it stands; smaller where that is asked for; null where there is nothing left to tell. */
type Face = (
  view: View,
  boardId: string,
  subjectId: string,
  isSmall: boolean,
  place: Place,
) => Promise<Card | null>;

type Place = Pick<DeliveryOrder, 'placeKind' | 'placeId'>;

type Subject = Pick<DeliveryOrder, 'boardId' | 'subjectId'> & Place;

type Posted = Exclude<DeliveryPurpose, 'refresh' | 'removal'>;

export function createMessenger(deps: BotDeps): Messenger {
  const { store, clock, forms, log, connectors } = deps;

  const faces: Record<Posted, Face> = {
    ask: (view, boardId, askId, isSmall) =>
      renderAsk(view, { boardId, askId, now: clock.now() }, { forms, isSmall }),
    links: async (view, boardId, teamRowId) => {
      const { short } = await view.rows(boards).get(boardId);
      return linksCard({ board: short, ...(await readLinks(view, teamRowId)) });
    },
    'draft-summary': (view, boardId, summaryId, isSmall) =>
      paper(view, { boardId, summaryId, isSmall, mayPost: true }),
    summary: (view, boardId, summaryId, isSmall) =>
      paper(view, { boardId, summaryId, isSmall, mayPost: false }),
    'round-to-open': (view, boardId, period) => renderRoundToOpen(view, { boardId, period }, forms),
    reminder: (view, _boardId, reminderId) => renderReminder(view, reminderId, clock.now(), forms),
    account: async (view, _boardId, accountId) => accountCard(await readAccount(view, accountId), forms),
    report: (view, boardId, askId) => postedReport(view, { boardId, askId, now: clock.now() }, forms),
    decisions: (view, boardId, _boardId, _isSmall, { placeId: personId }) =>
      standingDecisions(view, { boardId, personId, now: clock.now(), forms }),
    progress: (view, boardId, roundId, _isSmall, { placeKind }) =>
      renderProgress(
        view,
        { boardId, roundId, now: clock.now() },
        { canRemind: placeKind === 'person', forms },
      ),
    'sign-off': (view, boardId, askId, _isSmall, { placeId: personId }) =>
      standingSignOff(view, { boardId, askId, personId, now: clock.now() }, forms),
    digest: (view, boardId, digestId) => toldDigest(view, { boardId, digestId, forms }),
    'stopped-notice': async (view, boardId) => {
      const stopped = await readStopped(view, boardId);
      if (stopped.count === 0) return null;
      const { timezone } = await view.rows(boards).get(boardId);
      return deliveriesCard({ counts: null, stopped, day: dayOf(clock.now(), timezone), forms });
    },
  };

  async function paper(
    view: View,
    {
      boardId,
      summaryId,
      ...look
    }: { boardId: string; summaryId: string; isSmall: boolean; mayPost: boolean },
  ): Promise<Card> {
    const board = await view.rows(boards).get(boardId);
    return paperCard(await readPaper(view, summaryId, clock.now()), board, {
      ...look,
      hasAnnex: deps.publicUrl() !== null,
      forms,
    });
  }

  const render = (purpose: Posted, { boardId, subjectId, ...place }: Subject, isSmall: boolean) =>
    store.read(view => faces[purpose](view, boardId, subjectId, isSmall, place));

  /** Sends the card; where Teams finds it too large, the smaller one. */
  async function sendFitting(
    purpose: Posted,
    subject: Subject,
    send: (card: Card) => Promise<Outcome>,
  ): Promise<Outcome> {
    const card = await render(purpose, subject, false);
    if (!card) return { kind: 'nothing', reason: 'There was nothing left to tell.' };
    try {
      return await send(card);
    } catch (error) {
      const outcome = outcomeOfFailure(error);
      if (outcome.kind !== 'never' || outcome.code !== 'too-large') throw error;
      const smaller = await render(purpose, subject, true);
      if (!smaller || JSON.stringify(smaller).length >= JSON.stringify(card).length) throw error;
      return send(smaller);
    }
  }

  async function post(order: DeliveryOrder, purpose: Posted): Promise<Outcome> {
    const hindered = purpose === 'reminder' ? await hindranceOf(order) : null;
    if (hindered) return hindered;
    return sendFitting(purpose, order, card =>
      order.placeKind === 'channel' ? postInChannel(order.placeId, card) : postToPerson(order, card),
    );
  }

  /** Nobody is reminded of what has just come in, nor in quiet hours. */
  const hindranceOf = ({ boardId, subjectId }: DeliveryOrder): Promise<Outcome | null> =>
    store.read(async view => {
      const state = await readReminder(view, subjectId, clock.now());
      if (!state || state.missing.length === 0)
        return { kind: 'nothing', reason: 'Nothing is missing any more.' };
      const wait = await waitBeforeReminding(view, boardId, clock.now());
      if (wait === 0) return null;
      return { kind: 'retry', reason: 'It waits until people may be written to.', afterMs: wait };
    });

  async function postInChannel(channelRowId: string, card: Card): Promise<Outcome> {
    const { channel, team } = await store.read(async view => {
      const row = await view.rows(channels).get(channelRowId);
      return { channel: row, team: await view.rows(teams).get(row.teamRowId) };
    });
    if (team.removedAt) return never('not-installed', 'The bot was removed from the team.');
    if (channel.goneAt) return never('place-gone', 'The channel is gone.');
    const connector = await connectors.at(team.serviceUrl);
    const thread = await connector.conversations.createConversation({
      isGroup: true,
      bot: { id: team.botId, name: '' },
      tenantId: team.tenantId,
      channelData: { channel: { id: channel.channelId }, tenant: { id: team.tenantId } },
      activity: messageOf(card),
    } as ConversationParameters);
    return { kind: 'sent', conversationId: thread.id, activityId: thread.activityId ?? thread.id };
  }

  async function postToPerson({ boardId, placeId }: DeliveryOrder, card: Card): Promise<Outcome> {
    const sent = await sendToPerson({ store, clock, connectors }, { boardId, personId: placeId }, card);
    if (!sent) return never('unseen', 'This person has not been seen in Teams yet.');
    return { kind: 'sent', ...sent };
  }

  async function refresh(order: DeliveryOrder): Promise<Outcome> {
    const message = await store.read(view => view.rows(messages).first({ id: order.subjectId }));
    if (!message || message.retiredAt || !isPosted(message.purpose)) {
      return { kind: 'nothing', reason: 'The message is no longer kept up to date.' };
    }
    const { purpose, conversationId, activityId } = message;
    const connector = await connectorOf(order);
    if (!connector) return never('place-gone', 'The place of the message is not known any more.');
    return sendFitting(purpose, message, async card => {
      await connector.conversations.updateActivity(conversationId, activityId, messageOf(card));
      return { kind: 'sent', conversationId, activityId };
    });
  }

  async function remove(order: DeliveryOrder): Promise<Outcome> {
    const message = await store.read(view => view.rows(messages).first({ id: order.subjectId }));
    if (!message) return { kind: 'nothing', reason: 'The message is not known any more.' };
    const connector = await connectorOf(order);
    if (!connector) return never('place-gone', 'The place of the message is not known any more.');
    return removeMessage(connector, message);
  }

  async function connectorOf({ placeKind, placeId }: DeliveryOrder): Promise<ConnectorClient | null> {
    const serviceUrl = await store.read(async view => {
      if (placeKind === 'person')
        return (await view.rows(personalChats).first({ personId: placeId }))?.serviceUrl;
      const channel = await view.rows(channels).get(placeId);
      return (await view.rows(teams).get(channel.teamRowId)).serviceUrl;
    });
    return serviceUrl ? connectors.at(serviceUrl) : null;
  }

  function carryOut(order: DeliveryOrder): Promise<Outcome> {
    const { purpose } = order;
    if (purpose === 'refresh') return refresh(order);
    return purpose === 'removal' ? remove(order) : post(order, purpose);
  }

  return {
    async deliver(order) {
      try {
        return await carryOut(order);
      } catch (error) {
        const outcome = outcomeOfFailure(error);
        const fields = {
          delivery: order.deliveryId,
          outcome: outcome.kind,
          error: nameOf(error),
          at: firstFrame(error),
        };
        if (outcome.kind === 'never') log.error('not delivered', fields);
        else log.debug('not delivered', fields);
        return outcome;
      }
    },
  };
}

const never = (code: StopCode, reason: string): Outcome => ({ kind: 'never', code, reason });

const isPosted = (purpose: DeliveryPurpose): purpose is Posted =>
  purpose !== 'refresh' && purpose !== 'removal';

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
