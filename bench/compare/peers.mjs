// The peers as one function each: is there an alarm? Through their public interfaces, with their defaults.

const said = (differs) => (differs ? 'alarm' : 'nothing');

const quicktype = async () => {
  const { InputData, jsonInputForTargetLanguage, quicktype: run } = await import('quicktype-core');
  const isRefused = await ajv();
  return async (was, is) => {
    const source = jsonInputForTargetLanguage('schema');
    await source.addSource({ name: 'Answer', samples: [was] });
    const inputData = new InputData();
    inputData.addInput(source);
    const { lines } = await run({ inputData, lang: 'schema' });
    return said(isRefused(JSON.parse(lines.join('\n')), JSON.parse(is)));
  };
};

const genson = async () => {
  const { createSchema } = await import('genson-js');
  const isRefused = await ajv();
  return (was, is) => said(isRefused(createSchema(JSON.parse(was)), JSON.parse(is)));
};

async function ajv() {
  const { Ajv } = await import('ajv');
  const { default: formats } = await import('ajv-formats');
  return (schema, value) => {
    const { $schema: _, ...rest } = schema;
    const validator = new Ajv({ strict: false, logger: false });
    formats.default(validator);
    return !validator.validate(rest, value);
  };
}

const jsondiffpatch = async () => {
  const { create } = await import('jsondiffpatch');
  const differ = create({ objectHash: (element, index) => element?.id ?? `#${index}` });
  return (was, is) => said(differ.diff(JSON.parse(was), JSON.parse(is)) !== undefined);
};

const microdiff = async () => {
  const { default: diff } = await import('microdiff');
  return (was, is) => said(diff(JSON.parse(was), JSON.parse(is)).length > 0);
};

const deepObjectDiff = async () => {
  const { diff } = await import('deep-object-diff');
  return (was, is) => said(Object.keys(diff(JSON.parse(was), JSON.parse(is))).length > 0);
};

export const PEERS = {
  'quicktype-core 26.0.0 + ajv 8.20.0': quicktype,
  'genson-js 0.0.8 + ajv 8.20.0': genson,
  'jsondiffpatch 0.7.7 (objectHash by id)': jsondiffpatch,
  'microdiff 1.6.0': microdiff,
  'deep-object-diff 1.1.9': deepObjectDiff,
};
