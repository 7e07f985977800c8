// Draws the model of a process and marks where the instance is.
const container = document.getElementById('diagram');

try {
  const answer = await fetch(container.dataset.model);
  if (!answer.ok) {
    throw new Error(`The model answers ${answer.status}`);
  }
  const viewer = new window.BpmnJS({ container });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get('canvas');
  for (const state of ['done', 'active', 'troubled']) {
    for (const id of (container.dataset[state] ?? '').split(' ').filter(Boolean)) {
      canvas.addMarker(id, state);
    }
  }
  canvas.zoom('fit-viewport', 'auto');
  // The way that this instance took, large; the rest of the model is around it.
  const way = `${container.dataset.done ?? ''} ${container.dataset.active ?? ''}`.split(' ')
    .map((id) => viewer.get('elementRegistry').get(id)).filter((element) => element && !element.children?.length);
  if (way.length > 0) {
    const left = Math.min(...way.map((element) => element.x)) - 60;
    const top = Math.min(...way.map((element) => element.y)) - 60;
    const right = Math.max(...way.map((element) => element.x + element.width)) + 60;
    const bottom = Math.max(...way.map((element) => element.y + element.height)) + 60;
    const { clientWidth, clientHeight } = container;
    const scale = Math.min(clientWidth / (right - left), clientHeight / (bottom - top), 1.5);
    const width = clientWidth / scale;
    const height = clientHeight / scale;
    canvas.viewbox({ x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height });
  }
  container.dataset.drawn = 'true';
} catch (error) {
  console.error(error);
  container.textContent = container.dataset.failed;
}
