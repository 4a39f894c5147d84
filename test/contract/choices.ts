/** What can be chosen on a form. */
import { isObject, type JsonObject } from '../support/teams/json.ts';

/** The value of a choice by its title. @throws Error where the form does not offer it */
export function choiceIn(value: unknown, id: string, title: string): string {
  const inputs = (node: unknown): JsonObject[] => {
    if (Array.isArray(node)) return node.flatMap(inputs);
    if (!isObject(node)) return [];
    return [...(node['id'] === id ? [node] : []), ...Object.values(node).flatMap(inputs)];
  };
  const choices = (inputs(value)[0]?.['choices'] ?? []) as { title: string; value: string }[];
  const found = choices.find(choice => choice.title === title);
  if (!found) throw new Error(`No “${title}” to choose in ${id}: ${JSON.stringify(choices)}`);
  return found.value;
}
