import { framework } from './framework-settings';

// AWS's own validator takes seconds to start, each test file anew; test/aws runs it on every construct
framework('CDK_VALIDATION', 'false');
// a stack trace for each resource, through source maps, takes a third of a synth; who looks at them wants them back
framework('CDK_CONTEXT_JSON', JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true }));
