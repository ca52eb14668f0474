import { Port } from 'portwright';
import 'portwright/testing';
import { engine } from './docker';

test('the database is for the api alone', () => {
  expect(engine).toReach({ from: 'api', to: 'db', port: Port.tcp(5432) });
  expect(engine).toBeIsolatedFrom({ from: 'web', to: 'db' });
  expect(engine).not.toExpose({ container: 'db', port: Port.tcp(5432) });
});
