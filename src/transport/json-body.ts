import type { Body } from '../model/observation.ts';
import type { Redactor } from './redactor.ts';
import { Buffer } from 'node:buffer';
import { keptBody, readBody } from './body.ts';

/** The body of a document that we made ourselves, redacted like one that was received. */
export const jsonBody = (value: unknown, redactor: Redactor): Body => jsonTextBody(JSON.stringify(value), redactor);

/** @param json a JSON text, kept digit by digit */
export function jsonTextBody(json: string, redactor: Redactor): Body {
  const content = Buffer.from(json);
  return keptBody(readBody(content, 'application/json', undefined), content.length, redactor, []);
}
