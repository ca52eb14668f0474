'use strict';
const { expect } = require('@jest/globals');
const { portwrightMatchers } = require('../dist/lib/testing');

expect.extend(portwrightMatchers);
