// Shows a PDF page by page, each drawn when it comes into view.
const pages = document.getElementById('pages');
const loading = document.getElementById('loading');

try {
  const pdfjs = await import(pages.dataset.library);
  pdfjs.GlobalWorkerOptions.workerSrc = pages.dataset.worker;
  const pdf = await pdfjs.getDocument({ url: pages.dataset.document, isEvalSupported: false, enableXfa: false }).promise;
  const drawer = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((seen) => seen.isIntersecting)) {
      drawer.unobserve(entry.target);
      draw(pdf, entry.target);
    }
  }, { rootMargin: '600px' });
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  for (let number = 1; number <= pdf.numPages; number++) {
    const canvas = document.createElement('canvas');
    canvas.width = first.width;
    canvas.height = first.height;
    canvas.dataset.number = number;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${pages.dataset.page} ${number} / ${pdf.numPages}`);
    pages.append(canvas);
    drawer.observe(canvas);
  }
  loading.remove();
} catch (error) {
  console.error(error);
  loading.textContent = pages.dataset.failed;
}

async function draw(pdf, canvas) {
  const page = await pdf.getPage(Number(canvas.dataset.number));
  const plain = page.getViewport({ scale: 1 });
  const scale = (pages.clientWidth / plain.width) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale: Math.min(scale, 4) });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvasContext: canvas.getContext('2d'), canvas, viewport }).promise;
  canvas.dataset.drawn = 'true';
}
