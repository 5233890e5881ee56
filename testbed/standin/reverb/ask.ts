import { channelsOf, deliver, type Instance, terminateHere } from './instance.ts';
import { type Json, type JsonObject, printJson } from '../laravel-json.ts';
import { answerHere, type Question, questionOf } from './metrics.ts';
import { fieldsOf, readPhpJson, textOf } from './php-json.ts';

/**
 * What every instance has to say to a question. Instances that do not answer in time are left out: all of them when the
 * relay is away.
 */
export async function askAll(instance: Instance, appId: string, question: Question): Promise<readonly Json[]> {
  const { link, asking } = instance;
  if (link === undefined) return [answerHere(channelsOf(instance, appId), question)];
  const key = crypto.randomUUID();
  const message = printJson({ type: 'question', app: appId, key, question });
  const answers = await collect(instance, key, () => link.publish(message));
  asking.delete(key);
  return answers;
}

/** Waits for as many answers as the question reached instances, or until the time is over. */
async function collect(instance: Instance, key: string, publish: () => Promise<number>): Promise<readonly Json[]> {
  const { promise, resolve } = Promise.withResolvers<readonly Json[]>();
  const answers: Json[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  const settle = (): void => {
    if (answers.length >= wanted) resolve(answers);
  };
  instance.asking.set(key, (answer) => {
    answers.push(answer);
    settle();
  });
  const timer = setTimeout(() => resolve(answers), instance.askMs);
  void publish().then((reached) => {
    wanted = reached;
    settle();
  });
  const found = await promise;
  clearTimeout(timer);
  return found;
}

/** What an instance does with a message of the relay. */
export function receiveFromRelay(instance: Instance, text: string): void {
  const message = fieldsOf(readPhpJson(text)) ?? {};
  MESSAGES.get(textOf(message['type']))?.(instance, message, textOf(message['app']));
}

const MESSAGES: ReadonlyMap<string, (instance: Instance, message: JsonObject, appId: string) => void> = new Map([
  ['message', deliverMessage],
  ['terminate', (instance, { userId }, appId) => terminateHere(instance, appId, textOf(userId))],
  ['question', answerQuestion],
  ['answer', (instance, { key, answer = null }) => instance.asking.get(textOf(key))?.(answer)],
]);

function deliverMessage(instance: Instance, { payload, except }: JsonObject, appId: string): void {
  for (const id of instance.mixesApps ? instance.channels.keys() : [appId]) {
    deliver(instance, id, fieldsOf(payload) ?? {}, textOf(except));
  }
}

function answerQuestion(instance: Instance, { key = null, question }: JsonObject, appId: string): void {
  const answer = answerHere(channelsOf(instance, appId), questionOf(question));
  void instance.link?.publish(printJson({ type: 'answer', key, answer }));
}
