export * from './markdown';
export * from './mermaid';
export * from './reach-report';
export * from './report';
export * from './rules-document';
export * from './sarif';
export * from './style';
export * from './text';
