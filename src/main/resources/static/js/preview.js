// Draws the first page of each document, also of those that were added since.
const { library, worker } = document.getElementById('pdf').dataset;
const pdfjs = await import(library);
pdfjs.GlobalWorkerOptions.workerSrc = worker;

drawAll();
document.addEventListener('documents-shown', drawAll);

function drawAll() {
  document.querySelectorAll('canvas.preview:not([data-drawn])').forEach(draw);
}

async function draw(canvas) {
  canvas.dataset.drawn = 'false';
  const task = pdfjs.getDocument({ url: canvas.dataset.document, isEvalSupported: false, enableXfa: false });
  try {
    const page = await (await task.promise).getPage(1);
    const plain = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (60 / plain.width) * Math.min(window.devicePixelRatio || 1, 2) });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await page.render({ canvasContext: canvas.getContext('2d'), canvas, viewport }).promise;
    canvas.dataset.drawn = 'true';
  } catch (error) {
    console.warn(error);
  } finally {
    await task.destroy();
  }
}
