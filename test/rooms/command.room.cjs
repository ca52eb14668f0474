require('./rooms.cjs').runTests(__filename);
