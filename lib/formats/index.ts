export * from './cloudformation';
export * from './reading';
export * from './security-group';
