export * from './report';
export * from './style';
export * from './text';
