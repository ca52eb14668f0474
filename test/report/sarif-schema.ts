import Ajv from 'ajv';
import SCHEMA_4 from 'ajv/lib/refs/json-schema-draft-04.json';
import SARIF from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

// the schema of SARIF is written in draft 4 of JSON Schema
const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true, format: 'full' });
ajv.addMetaSchema(SCHEMA_4);
const validate = ajv.compile(SARIF);

/** What the schema of SARIF 2.1.0 says against a log. */
export function sarifProblems(log: unknown): string[] {
  if (validate(log) === true) return [];
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}
