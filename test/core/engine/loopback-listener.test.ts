import { loopbackListener } from '../../../lib/core/engine/definition/loopback-listener';
import { HOLE, UNSAID, type Program } from '../../../lib/core/values/program';

function program(command: string, environment: Readonly<Record<string, string>> = {}): Program {
  return {
    ...UNSAID,
    environment: {
      items: Object.entries(environment).map(([name, value]) => ({ name, value })),
      complete: true,
    },
    ...(command === '' ? {} : { command: { items: command.split(' '), complete: true } }),
  };
}

const at = (command: string, environment: Readonly<Record<string, string>> = {}, image = 'shop/app'): string => {
  const found = loopbackListener(image, program(command, environment));
  return found ? `${found.address}:${found.port}` : 'nothing';
};

describe('a program is said to listen on its loopback', () => {
  test.each([
    ['uvicorn main:app', '127.0.0.1:8000'],
    ['uvicorn main:app --port 9000', '127.0.0.1:9000'],
    ['uvicorn main:app --host localhost --port=9000', 'localhost:9000'],
    ['python -m uvicorn main:app', '127.0.0.1:8000'],
    ['poetry run uvicorn main:app', '127.0.0.1:8000'],
    ['/usr/local/bin/gunicorn app:app --bind=127.0.0.1', '127.0.0.1:8000'],
    ['gunicorn -b 127.0.0.1:5000 app:app', '127.0.0.1:5000'],
    ['gunicorn -b :5000 app:app', 'nothing'],
    ['gunicorn -b127.0.0.1:5000 app:app', '127.0.0.1:5000'],
    ['hypercorn app -b0.0.0.0:80', 'nothing'],
    ['flask run -h 127.0.0.1', '127.0.0.1:5000'],
    ['flask --app shop run', 'nothing'],
    ['python manage.py runserver', '127.0.0.1:8000'],
    ['python manage.py runserver 8080', '127.0.0.1:8080'],
    ['python manage.py runserver 127.0.0.1:8080', '127.0.0.1:8080'],
    ['fastapi dev main.py', '127.0.0.1:8000'],
    ['php -S localhost:8080 -t public', 'localhost:8080'],
    ['hypercorn app --bind [::1]:9000', '[::1]:9000'],
    ['./wait-for-it.sh db:5432 -- uvicorn main:app', '127.0.0.1:8000'],
    ['vite --host 127.0.0.1', '127.0.0.1:5173'],
    ['next dev -H localhost -p 4000', 'localhost:4000'],
  ])('as the command %s says', (command, expected) => {
    expect(at(command)).toBe(expected);
  });

  test('in what a shell is told to run', () => {
    const words = ['sh', '-c', 'python manage.py migrate && exec uvicorn shop.asgi:app --port 8080'];
    const found = loopbackListener('shop/app', { ...UNSAID, command: { items: words, complete: true } });
    expect(found).toMatchObject({ address: '127.0.0.1', port: 8080, isUsual: true });
  });

  test('by flags for the program of a known image', () => {
    expect(at('--bind 127.0.0.1', {}, 'redis:7')).toBe('127.0.0.1:6379');
    expect(at('--bind 127.0.0.1', {}, 'shop/app')).toBe('nothing');
  });

  test('by a variable that says where it listens', () => {
    const told = (environment: Readonly<Record<string, string>>, ...ports: readonly number[]): unknown =>
      loopbackListener('shop/app', program('', environment), ports)?.port;
    expect(told({ APP_LISTEN_HOST: '127.0.0.1' }, 8475)).toBe(8475);
    expect(told({ BIND_ADDR: 'localhost:9000' })).toBe(9000);
    expect(told({ LISTEN: '[::1]:9000' })).toBe(9000);
    expect(told({ APP_LISTEN_HOST: '0.0.0.0' }, 8475)).toBeUndefined();
    expect(told({ APP_LISTEN_HOST: '127.0.0.1' }, 8475, 8476)).toBeUndefined();
    expect(told({ ADMIN_LISTEN: '127.0.0.1:8001' }, 8001)).toBeUndefined();
    expect(told({ APP_LISTEN: '127.0.0.1:8001', API_LISTEN: '0.0.0.0:8000' }, 8000)).toBeUndefined();
  });

  test('by the addresses of ASP.NET Core', () => {
    expect(at('', { ASPNETCORE_URLS: 'http://localhost:5000' })).toBe('localhost:5000');
    expect(at('', { ASPNETCORE_URLS: 'http://localhost:5000;http://0.0.0.0:5001' })).toBe('nothing');
    expect(at('', { ASPNETCORE_URLS: 'http://+:5000' })).toBe('nothing');
  });
});

describe('nothing is said of a program', () => {
  test.each([
    ['uvicorn main:app --host 0.0.0.0'],
    ['uvicorn main:app --uds /run/app.sock'],
    ['gunicorn -c gunicorn.py app:app'],
    ['gunicorn app:app'],
    ['flask run'],
    ['uvicorn main:app --fd 3'],
    ['gunicorn --bind unix:/run/app.sock app:app'],
    ['gunicorn -b 127.0.0.1:8000 -b 0.0.0.0:8001 app:app'],
    ['manage.py runserver 0.0.0.0:8000'],
    ['pip install uvicorn'],
    ['fastapi run main.py'],
    ['vite'],
    ['rails server'],
    ['python worker.py --host 127.0.0.1'],
    ['mysql --host 127.0.0.1'],
    [`uvicorn main:app --host ${HOLE}`],
  ])('with the command %j', (command) => {
    expect(at(command)).toBe('nothing');
  });

  test('whose address a variable sets', () => {
    expect(at('uvicorn main:app', { UVICORN_HOST: '0.0.0.0' })).toBe('nothing');
  });
});
