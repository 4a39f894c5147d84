/** A thin TeamsActivityHandler: install → teams, message → commands/, press or dialog → verbs/. */
import {
  type AdaptiveCardInvokeResponse,
  CardFactory,
  type InvokeResponse,
  type TaskModuleRequest,
  type TaskModuleResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { answerFiles, filesIn } from './answer-file.ts';
import { answerMessage, type MessageAnswer } from './answer-message.ts';
import { answerPress, FormStays } from './answer-press.ts';
import { messageOf } from './card-message.ts';
import type { BotDeps } from './deps.ts';
import { readPress } from './press.ts';
import { reply } from './reply.ts';
import { isAskedPrivately, sayPrivately } from './say-privately.ts';
import { followTeam, installed, removed } from './team-events.ts';

export class CollateHandler extends TeamsActivityHandler {
  readonly #deps: BotDeps;

  constructor(deps: BotDeps) {
    super();
    this.#deps = deps;
    this.onMessage(async (context, next) => {
      await this.#message(context);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      await installed(deps, context);
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await removed(deps, context);
      await next();
    });
    this.onConversationUpdate(async (context, next) => {
      await followTeam(deps, context);
      await next();
    });
  }

  /** A message with a value is a press on a client that knows only Action.Submit. */
  async #message(context: TurnContext): Promise<void> {
    const press = readPress(context.activity, 'message');
    if (!press) {
      const files = filesIn(context.activity);
      if (files)
        for (const card of await answerFiles(this.#deps, context, files))
          await reply(this.#deps, context, messageOf(card));
      else await this.#answer(context, await answerMessage(this.#deps, context));
      return;
    }
    const { card, isPrivate = false, scene = null } = await answerPress(this.#deps, context, press);
    if (card) await this.#answer(context, { card, isPrivate, scene });
  }

  async #answer(context: TurnContext, { card, isPrivate, scene }: MessageAnswer): Promise<void> {
    const isAlone = context.activity.conversation.conversationType === 'personal';
    if (!isAlone && (isPrivate || isAskedPrivately(context)))
      await sayPrivately(this.#deps, context, scene, card);
    else await reply(this.#deps, context, messageOf(card));
  }

  override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    try {
      return await this.#invoke(context);
    } catch (error) {
      if (!(error instanceof FormStays)) throw error;
      const value = { code: 'internal', message: error.message };
      return { status: 500, body: { statusCode: 500, type: 'application/vnd.microsoft.error', value } };
    }
  }

  /** The library reads into the value of a press unseen, and fails where a client sends none. */
  async #invoke(context: TurnContext): Promise<InvokeResponse> {
    if (context.activity.name !== 'adaptiveCard/action') return super.onInvokeActivity(context);
    const body = await this.onAdaptiveCardInvoke(context);
    return { status: body.statusCode, body };
  }

  override async onAdaptiveCardInvoke(context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    const press = readPress(context.activity, 'execute');
    const answer = await answerPress(this.#deps, context, press);
    return answer.card
      ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { ...answer.card } }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' as never };
  }

  override handleTeamsTaskModuleFetch(
    context: TurnContext,
    _request: TaskModuleRequest,
  ): Promise<TaskModuleResponse> {
    return this.#dialog(context);
  }

  override handleTeamsTaskModuleSubmit(
    context: TurnContext,
    _request: TaskModuleRequest,
  ): Promise<TaskModuleResponse> {
    return this.#dialog(context);
  }

  async #dialog(context: TurnContext): Promise<TaskModuleResponse> {
    const press = readPress(context.activity, 'dialog');
    const { title, card } = await answerPress(this.#deps, context, press);
    // An empty answer closes the dialog.
    if (!card) return {} as TaskModuleResponse;
    const attachment = CardFactory.adaptiveCard(card);
    return {
      task: { type: 'continue', value: { title, height: 'large', width: 'medium', card: attachment } },
    };
  }
}
