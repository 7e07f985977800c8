// Shows a PDF page by page, each drawn when it comes into view, with its text on top of the
// picture for selecting and for screen readers.
const pages = document.getElementById('pages');
const loading = document.getElementById('loading');
const tools = document.getElementById('tools');
const pageField = document.getElementById('page');
const zoomField = document.getElementById('zoom');
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const MOST_PIXELS = 16_000_000;
let pdfjs;
let pdf;
let zoom = 1;
let shown = 1;
let generation = 0;
const frames = [];

try {
  pdfjs = await import(pages.dataset.library);
  pdfjs.GlobalWorkerOptions.workerSrc = pages.dataset.worker;
  pdf = await pdfjs.getDocument({ url: pages.dataset.document, isEvalSupported: false, enableXfa: false }).promise;
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  for (let number = 1; number <= pdf.numPages; number++) {
    const frame = document.createElement('div');
    frame.className = 'sheet';
    frame.dataset.number = number;
    frame.dataset.width = first.width;
    frame.dataset.height = first.height;
    frames.push(frame);
    pages.append(frame);
  }
  loading.remove();
  tools.hidden = false;
  layOut();
} catch (error) {
  console.error(error);
  loading.textContent = pages.dataset.failed;
}

const drawer = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((seen) => seen.isIntersecting)) {
    drawer.unobserve(entry.target);
    draw(entry.target).catch((error) => console.error(error));
  }
}, { rootMargin: '600px' });
const counter = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((seen) => seen.isIntersecting)) {
    tell(Number(entry.target.dataset.number));
  }
}, { rootMargin: '-45% 0px -45% 0px' });
frames.forEach((frame) => counter.observe(frame));
frames.forEach((frame) => drawer.observe(frame));

function scale(frame) {
  return (pages.clientWidth / frame.dataset.width) * zoom;
}

// The pages' sizes at the chosen zoom; what was drawn at another one is drawn again.
function layOut() {
  generation++;
  zoomField.textContent = `${Math.round(zoom * 100)} %`;
  for (const frame of frames) {
    frame.style.width = `${frame.dataset.width * scale(frame)}px`;
    frame.style.height = `${frame.dataset.height * scale(frame)}px`;
    delete frame.dataset.drawn;
  }
}

async function draw(frame) {
  const mine = generation;
  const page = await pdf.getPage(Number(frame.dataset.number));
  const plain = page.getViewport({ scale: 1 });
  frame.dataset.width = plain.width;
  frame.dataset.height = plain.height;
  const viewport = page.getViewport({ scale: scale(frame) });
  frame.style.width = `${viewport.width}px`;
  frame.style.height = `${viewport.height}px`;
  const sharp = Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width * sharp);
  canvas.height = Math.floor(viewport.height * sharp);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${pages.dataset.page} ${frame.dataset.number} / ${pdf.numPages}`);
  const text = document.createElement('div');
  text.className = 'textLayer';
  text.style.setProperty('--total-scale-factor', viewport.scale);
  await page.render({
    canvasContext: canvas.getContext('2d'), canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0],
  }).promise;
  await new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render();
  if (mine === generation) {
    frame.replaceChildren(canvas, text);
    frame.dataset.drawn = 'true';
  }
}

function tell(number) {
  shown = number;
  pageField.value = number;
  document.getElementById('previous').disabled = number === 1;
  document.getElementById('next').disabled = number === frames.length;
}

function go(number) {
  const target = Math.min(Math.max(number, 1), frames.length);
  tell(target);
  frames[target - 1].scrollIntoView({ block: 'start' });
}

function change(step) {
  const at = Math.min(Math.max(ZOOMS.indexOf(zoom) + step, 0), ZOOMS.length - 1);
  zoom = ZOOMS[at];
  document.getElementById('smaller').disabled = at === 0;
  document.getElementById('larger').disabled = at === ZOOMS.length - 1;
  redraw();
}

function redraw() {
  const here = shown;
  layOut();
  frames.forEach((frame) => { drawer.unobserve(frame); drawer.observe(frame); });
  go(here);
}

document.getElementById('previous').addEventListener('click', () => go(shown - 1));
document.getElementById('next').addEventListener('click', () => go(shown + 1));
pageField.addEventListener('change', () => go(Number(pageField.value) || shown));
document.getElementById('smaller').addEventListener('click', () => change(-1));
document.getElementById('larger').addEventListener('click', () => change(1));
let width = pages.clientWidth;
window.addEventListener('resize', () => {
  if (pages.clientWidth !== width) {
    width = pages.clientWidth;
    redraw();
  }
});
