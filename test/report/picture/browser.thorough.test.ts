import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { dockerLab } from '../../../bin/docker-lab';
import { type Drawing } from '../../../lib/report/picture/draw';
import { dockerAnswers } from '../../../lib/report/picture/docker-answers';
import { dockerPicture } from '../../../lib/report/picture/docker-picture';
import { htmlPage } from '../../../lib/report/picture/html';
import { reportOf } from '../../../lib/report/report';
import { drawingIn, SHOP, STACK } from './samples';

/** The browser of this machine. */
function browserOf(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

const executablePath = browserOf();
if (executablePath === undefined)
  console.info('skipped: no chromium on this machine; apt-get install chromium brings one');
const browsing = executablePath === undefined ? describe.skip : describe;

browsing('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-page-'));
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    problems.length = 0;
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => !request.url().startsWith('file:') && problems.push(request.url()));
    page.on('dialog', (dialog) => problems.push(dialog.message()));
  });
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });

  const open = async (drawing: Drawing): Promise<void> => {
    const file = join(folder, 'page.html');
    writeFileSync(file, htmlPage(drawing));
    await page.goto(`file://${file}`);
  };
  const node = (name: string) => page.getByRole('button', { name, exact: true });
  const panel = (): Promise<string> => page.locator('#panel').innerText();

  test('a click on one container and then another one shows the way between them', async () => {
    await open(drawingIn('compose.json', SHOP));
    await node('container api').click();
    expect(await panel()).toContain('image example/api');
    await node('container db').click();
    expect(await panel()).toMatch(/api → db[\s\S]*gets through[\s\S]*arrives on shop_back/);
  });

  test('what is blocked says by what, and how to open it', async () => {
    await open(drawingIn('compose.json', SHOP));
    await node('container adminer').click();
    await node('container db').click();
    expect(await panel()).toMatch(/blocked[\s\S]*share no network[\s\S]*fix: connect both to one network/);
  });

  test('the keyboard chooses, clears, and goes from cell to cell', async () => {
    await open(drawingIn('compose.json', SHOP));
    await node('container web').focus();
    await page.keyboard.press('Enter');
    expect(await panel()).toContain('gets to');
    await page.keyboard.press('Escape');
    expect(await panel()).toContain('Choose a container');
    await page.getByRole('tab', { name: 'Who gets to whom' }).click();
    await page.locator('#matrix td button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await panel()).toContain('→');
  });

  test('on paper the matrix and the findings follow the picture', async () => {
    await open(drawingIn('compose.json', SHOP));
    await page.pdf();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#matrix tbody tr').count()).toBeGreaterThan(3);
    for (const part of ['#picture svg', '#matrix table', '#findings'])
      expect(await page.locator(part).isVisible()).toBe(true);
    expect(await page.getByRole('tablist').isVisible()).toBe(false);
  });

  test('a search leaves what fits', async () => {
    await open(drawingIn('compose.json', SHOP));
    await page.keyboard.press('/');
    await page.keyboard.type('adminer');
    expect(await page.locator('[data-node]:not(.away)').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await panel()).toContain('adminer');
  });

  test('the matrix and the findings of services lead to their words', async () => {
    await open(drawingIn('template.json', STACK));
    await page.getByRole('tab', { name: 'Who gets to whom' }).click();
    await page.getByRole('button', { name: 'Web → Api: gets through' }).click();
    expect(await panel()).toMatch(/comes in on 8080, admitted by ApiGroup/);
  });

  test('names of the input are shown as they are and run nothing', async () => {
    const name = '<img src=x onerror=alert(1)></script><script>alert(2)</script>';
    const container = { name, image: name };
    await open(
      drawingIn('main.tf.json', { resource: { docker_container: { a: container, b: { name: 'b', image: 'x' } } } }),
    );
    await page.locator('[data-node="0"]').focus();
    await page.keyboard.press('Enter');
    expect(await panel()).toContain(name);
    expect(await page.locator('img').count()).toBe(0);
  });

  test('the lab is one file of less than two megabytes, and its first click is answered', async () => {
    const host = { name: 'lab', topology: dockerLab().topology };
    const drawing = {
      title: 'lab',
      picture: dockerPicture(host),
      answers: () => dockerAnswers(host),
      report: reportOf([]),
    };
    expect(htmlPage(drawing).length).toBeLessThan(2_000_000);
    await open(drawing);
    await node('container container4').click();
    expect(await panel()).toContain('on isolated_nw: 172.25.235.1');
  });

  test('fits a narrow screen, dark colours and paper', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 420, height: 800 });
    await open(drawingIn('compose.json', SHOP));
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(420);
    const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(colour).toBe('rgb(18, 23, 29)');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#findings').isVisible()).toBe(true);
    expect(await page.locator('[role=tablist]').isVisible()).toBe(false);
  });
});
