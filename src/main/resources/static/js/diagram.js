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
  const first = (container.dataset.active ?? '').split(' ')[0];
  if (first && canvas.zoom() < 0.6) {
    // Too small to be read: show the current step instead of everything.
    canvas.zoom(0.6, viewer.get('elementRegistry').get(first));
  }
  container.dataset.drawn = 'true';
} catch (error) {
  console.error(error);
  container.textContent = container.dataset.failed;
}
