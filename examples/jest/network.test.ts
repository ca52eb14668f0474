import { Port } from 'portwright';
import { portwrightMatchers } from 'portwright/testing';
import { engine } from './docker';

expect.extend(portwrightMatchers);

test('the database is for the api alone', () => {
  expect(engine).toReach({ from: 'api', to: 'db', port: Port.tcp(5432) });
  expect(engine).toBeIsolatedFrom({ from: 'web', to: 'db' });
  expect(engine).not.toExpose({ container: 'db', port: Port.tcp(5432) });
});
