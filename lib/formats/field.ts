/** Fields of an input, as the formats read them; the core reads task definitions with the same. */
export * from '../core/reading/field';
