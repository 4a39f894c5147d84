/** A card alone in a message: Teams splits text beside an attachment, and returns no id for the two. */
import { CardFactory, MessageFactory } from 'botbuilder';
import type { Activity } from 'botframework-schema';
import type { Card } from '../cards/card.ts';

export const messageOf = (card: Card): Activity =>
  MessageFactory.attachment(CardFactory.adaptiveCard(card)) as Activity;
