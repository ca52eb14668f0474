// AWS's own validator takes seconds to start, each test file anew; test/aws runs it on every construct
process.env['CDK_VALIDATION'] = 'false';
