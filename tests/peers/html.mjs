// html.mjs PROGRAM SCRATCH CHROMIUM: opens HTML reports in Chromium. Exits with 1 if one misbehaves.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [program, scratch, executablePath] = process.argv.slice(2);

// Markup that would change the page if it came through.
const INJECTED = ['<script>window.injected = 1</script>', '</style><script>window.injected = 1</script>',
  '"><img src=x onerror="window.injected = 1">', "' onfocus='window.injected = 1' autofocus='",
  '<svg onload="window.injected = 1">', 'javascript:window.injected=1', '</script><b id="injected">', '&lt;b&gt;'];

// Writes the report about the lines. Returns its path.
const reportOf = (name, lines) => {
  const input = path.join(scratch, `${name}<img src=x onerror=alert(1)>.ndjson`);
  const page = path.join(scratch, `${name}.html`);
  fs.writeFileSync(input, lines.map((line) => `${line}\n`).join(''));
  const run = spawnSync(program, ['-f', 'html', '-o', page, '--max-findings', '0', '--schema', 'ProblemDetails', input]);
  assert.equal(run.status, 1, run.stderr.toString());
  return page;
};

const open = async (browser, file) => {
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => request.url().startsWith('file:') || problems.push(request.url()));
  const start = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.getElementById('shown').textContent !== '');
  return {page, problems, seconds: (performance.now() - start) / 1000};
};

const shown = (page) => page.locator('#list > article:visible').count();

const testHostile = async (browser) => {
  const lines = INJECTED.flatMap((text) => [
    JSON.stringify({type: text, title: 7, status: 410, [text]: 1}),
    JSON.stringify({type: 'about:blank', title: text, status: text, detail: {[text]: [text]}}),
    `{"type":"about:blank","title":"x","status":410,${text}`]);
  const {page, problems} = await open(browser, reportOf('hostile', lines));

  assert.deepEqual(problems, []);
  assert.equal(await page.evaluate(() => window.injected), undefined);
  assert.equal(await page.locator('#injected, img').count(), 0);
  assert.equal(await page.locator('script').count(), 1);
  assert.ok(await page.getByText(INJECTED[0]).count() > 0, 'the texts are shown');
  await page.close();
};

const testFilter = async (browser) => {
  const lines = [{type: 1, title: 'a', status: 410}, {type: 'a', title: 'needle', status: 'x'}, {type: 'a', title: 'b'}];
  const {page, problems} = await open(browser, reportOf('filter', lines.map((line) => JSON.stringify(line))));
  const all = await shown(page);

  assert.equal(all, 3);
  await page.keyboard.press('/');
  await page.keyboard.type('NEEDLE');
  assert.equal(await shown(page), 1);
  assert.equal(await page.locator('#shown').textContent(), '1 of 3 shown');
  await page.getByRole('button', {name: 'Show all'}).press('Enter');
  await page.waitForFunction(() => document.getElementById('shown').textContent === '3 of 3 shown');
  await page.getByLabel('Code').selectOption('required');
  assert.equal(await shown(page), 1);
  await page.locator('.chart a', {hasText: 'type'}).first().press('Enter');
  await page.waitForFunction(() => document.getElementById('shown').textContent === '2 of 3 shown');
  assert.deepEqual(problems, []);
  await page.close();
};

const testMany = async (browser) => {
  const lines = Array.from({length: 10500}, (_, i) => JSON.stringify({type: 'about:blank', title: i, status: 410}));
  const {page, problems, seconds} = await open(browser, reportOf('many', lines));

  assert.deepEqual(problems, []);
  assert.equal(await page.locator('#list > article').count(), 10000);
  assert.ok(await page.getByText('first 10000 findings; 500 more').count() === 1);
  console.log(`10,000 findings opened in ${seconds.toFixed(2)} s`);
  await page.close();
};

// The changes of state are drawn, with a table that has the same numbers.
const testLifecycle = async (browser) => {
  const input = path.resolve('tests/wire/transitions/completed.ndjson');
  const file = path.join(scratch, 'lifecycle.html');
  const run = spawnSync(program, ['-f', 'html', '-o', file, '--track', input]);
  assert.equal(run.status, 0, run.stderr.toString());
  const {page, problems} = await open(browser, file);
  const drawing = page.getByRole('img', {name: 'Changes of state'});
  const strokes = () => drawing.locator('path').evaluateAll((paths) => paths.map((at) => getComputedStyle(at).stroke));
  const light = await strokes();

  assert.equal(await drawing.locator('path.seen').count(), await page.locator('#lifecycle tbody tr').count());
  assert.ok(await drawing.locator('path.never').count() > 0);
  const box = await drawing.boundingBox();
  for (const text of await drawing.locator('text').all()) {
    const inside = await text.boundingBox();
    assert.ok(inside.x >= box.x && inside.y >= box.y && inside.x + inside.width <= box.x + box.width &&
      inside.y + inside.height <= box.y + box.height, await text.textContent());
  }
  assert.equal(await page.getByText('Never seen: 17 of 20').isVisible(), true);
  await page.emulateMedia({colorScheme: 'dark'});
  assert.ok((await strokes()).every((stroke, i) => stroke !== light[i]));
  assert.deepEqual(problems, []);
  await page.close();
};

const testDark = async (browser) => {
  const {page} = await open(browser, path.join(scratch, 'filter.html'));
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await back();

  await page.emulateMedia({colorScheme: 'dark'});
  assert.notEqual(await back(), light);
  await page.emulateMedia({media: 'print'});
  assert.equal(await page.locator('form').isVisible(), false);
  await page.close();
};

const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});
try {
  for (const test of [testHostile, testFilter, testMany, testLifecycle, testDark]) {
    await test(browser);
  }
} finally {
  await browser.close();
}
