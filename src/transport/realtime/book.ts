import type { Connection, FrameSeen, HeaderLine, Talk, Timings } from '../../model/observation.ts';
import type { Redactor } from '../redactor.ts';
import type { RealtimeLimits } from './limits.ts';
import type { Heard } from './protocol.ts';
import type { Way } from './way.ts';
import type { Buffer } from 'node:buffer';
import { keptBody, readBody } from '../body.ts';
import { valueOf } from '../exchange.ts';
import { jsonTextBody } from '../json-body.ts';
import { createAliases } from './aliases.ts';
import { documentOf } from './document.ts';
import { createFrames } from './frames.ts';

/** An upgrade and its answer, live. */
export type Upgrade = {
  readonly way: Way;
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** The answer's content, when it was refused. */
  readonly refusal?: Buffer;
  readonly connection: Connection;
  readonly timings: Timings;
  /** `performance.now()` */
  readonly answeredAt: number;
};

/** What the sockets of one scenario show, step by step. */
export type Book = {
  /** Somebody begins to open a socket. */
  readonly opening: () => void;
  readonly frame: (socket: string, way: FrameSeen['way'], text: string) => void;
  /** The last one stands for its step. */
  readonly upgrade: (upgrade: Upgrade) => void;
  /** @param json facts of the handshake that followed an upgrade; `receivedAt` as in its message */
  readonly handshake: (json: string, upgrade: Upgrade, receivedAt: number) => void;
  /** Keeps a place for what is waited for. Call what it returns with what came, or with nothing when it did not. */
  readonly awaiting: (socket: string) => (heard: Heard | undefined) => void;
  readonly note: (name: string, fact: unknown) => void;
  readonly alias: (text: string, as: string) => void;
  readonly measure: (name: string, ms: number) => void;
  readonly take: () => Talk | undefined;
};

type Slot = { readonly socket: string; heard: Heard | undefined; waiting: boolean };

/** Of the step that runs. */
type Page = {
  readonly startedAt: number;
  readonly slots: Slot[];
  readonly handshakes: string[];
  readonly notes: Map<string, unknown>;
  readonly measures: Record<string, number>;
  upgrade?: Upgrade;
  /** Was anything opened, waited for or noted? */
  touched: boolean;
};

export function createBook(limits: RealtimeLimits, redactor: Redactor): Book {
  const aliases = createAliases();
  let openedAt: number | undefined;
  const frames = createFrames(limits, () => (openedAt === undefined ? 0 : performance.now() - openedAt));
  let page = newPage();
  let last: Upgrade | undefined;
  return {
    opening: () => void (openedAt ??= performance.now()),
    frame: frames.add,
    upgrade(upgrade) {
      page.upgrade = last = upgrade;
      page.touched = true;
    },
    handshake(json, upgrade, receivedAt) {
      page.handshakes.push(json);
      page.upgrade = last = withHandshake(upgrade, receivedAt);
    },
    awaiting(socket) {
      const slot: Slot = { socket, heard: undefined, waiting: true };
      page.slots.push(slot);
      page.touched = true;
      return (heard) => void Object.assign(slot, { heard, waiting: false });
    },
    note(name, fact) {
      page.notes.set(name, fact);
      page.touched = true;
    },
    alias: aliases.add,
    measure: (name, ms) => void (page.measures[name] = ms),
    take() {
      if (!page.touched) return undefined;
      const done = page;
      // What is still waited for belongs to the step in which it comes.
      page = newPage(done.slots.filter(({ waiting }) => waiting));
      const upgrade = done.upgrade ?? last;
      const document = (): string => aliases.inJson(documentOf(shownOf(done)));
      return { ...seenOf(done, upgrade, document, redactor), frames: frames.take(redactor), measures: done.measures };
    },
  };
}

function withHandshake(upgrade: Upgrade, receivedAt: number): Upgrade {
  const receive = receivedAt - upgrade.answeredAt;
  return { ...upgrade, timings: { ...upgrade.timings, receive, total: upgrade.timings.total + receive } };
}

const newPage = (slots: Slot[] = []): Page => ({
  startedAt: performance.now(),
  slots,
  handshakes: [],
  notes: new Map(),
  measures: {},
  touched: slots.length > 0,
});

const shownOf = ({ handshakes, slots, notes }: Page) => ({
  handshakes,
  messages: slots.flatMap(({ socket, heard }) => (heard === undefined ? [] : [{ socket, heard }])),
  notes,
});

type SeenInTalk = Omit<Talk, 'frames' | 'measures'>;

function seenOf(page: Page, upgrade: Upgrade | undefined, document: () => string, redactor: Redactor): SeenInTalk {
  const body = refusalOf(page, redactor) ?? jsonTextBody(document(), redactor);
  const whole = { total: performance.now() - page.startedAt };
  if (upgrade === undefined) return { ...NOTHING_OPENED, response: { status: 0, headers: [], body }, timings: whole };
  const { way, status, headers, connection, timings } = upgrade;
  const asked = redactor.headers([...way.headers, ...UPGRADE_HEADERS]);
  return {
    kind: 'talk',
    request: { method: 'GET', url: redactor.url(way.url.href), headers: asked },
    response: { status, headers: redactor.headers(headers), body },
    connection,
    timings: page.upgrade === undefined ? whole : timings,
  };
}

const NOTHING_OPENED = { kind: 'talk', request: { method: 'GET', url: '', headers: [] } } as const;

/** All but the key, which is another for each socket. */
const UPGRADE_HEADERS: readonly HeaderLine[] = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
];

/** The answer to a refused upgrade, when it is all that the step showed. */
function refusalOf({ upgrade, slots, notes }: Page, redactor: Redactor) {
  if (upgrade?.refusal === undefined || slots.length > 0 || notes.size > 0) return undefined;
  const reading = readBody(upgrade.refusal, valueOf(upgrade.headers, 'content-type'), undefined);
  return keptBody(reading, upgrade.refusal.length, redactor, []);
}
