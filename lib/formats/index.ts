export * from './cloudformation';
export * from './input';
export * from './reading';
export * from './security-group';
export * from './task-definition';
export { InputError, type Position } from './text/input-error';
