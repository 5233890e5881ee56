import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { type KubeObject, objectsOf, RELEASES } from './helm.ts';
import { at, listAt, textAt } from './look.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What an ApplicationSet makes of a template; only the two names it uses. */
const filled = (text: string, values: unknown): string =>
  text.replaceAll(/\{\{ \.(?<name>\w+) \}\}/g, (_all, name: string) => textAt(values, name));

type Place = { readonly name: string; readonly namespace: string; readonly values: string };

const placeOf = (application: unknown, element: unknown): Place => {
  const path = textAt(application, 'spec.source.path');
  const [values = ''] = listAt(application, 'spec.source.helm.valueFiles').map(String);
  return {
    name: filled(textAt(application, 'metadata.name'), element),
    namespace: filled(textAt(application, 'spec.destination.namespace'), element),
    values: join(path, filled(values, element)),
  };
};

const placesOf = (object: KubeObject): readonly Place[] =>
  object.kind === 'Application'
    ? [placeOf(object, {})]
    : listAt(object, 'spec.generators')
        .flatMap((generator) => listAt(generator, 'list.elements'))
        .map((element) => placeOf(at(object, 'spec.template'), element));

describe('the example for Argo CD', requireReal('helm'), () => {
  const places = (): readonly Place[] =>
    objectsOf(readFileSync(join(ROOT, 'deploy/argocd/parity-monitor.yaml'), 'utf8')).flatMap(placesOf);

  test('installs every release, each where the tests render it, as an Application of its own', () => {
    const wanted = RELEASES.map(({ name, namespace }) => ({
      name: `parity-${name}`,
      namespace,
      values: `deploy/tenants/${name}.values.yaml`,
    }));
    assert.deepEqual(places(), wanted);
  });

  test('names files that are there', () => {
    assert.deepEqual(
      places().filter(({ values }) => !existsSync(join(ROOT, values))),
      [],
    );
  });
});
