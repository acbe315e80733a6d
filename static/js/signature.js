// A signature drawn with finger, pen or mouse: each stroke puts the picture into the form's file field, so that the form
// is sent as any other. Without this module the field for typing one's name stands alone.
const box = document.querySelector("[data-signature]");
if (box) start(box).catch(() => { box.hidden = true; });

async function start(box) {
  const { default: SignaturePad } = await import(box.dataset.signature);
  const canvas = box.querySelector("canvas");
  const field = document.getElementById(box.dataset.field);
  const typed = document.getElementById(box.dataset.typed);
  box.hidden = false;
  field.closest("[data-file-row]").hidden = true;
  const pad = new SignaturePad(canvas, { penColor: "#101820", minWidth: 1, maxWidth: 3 });
  const fit = () => {
    const drawn = pad.toData();
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    pad.fromData(drawn);
  };
  const keep = () => canvas.toBlob((blob) => {
    const files = new DataTransfer();
    files.items.add(new File([blob], "signature.png", { type: "image/png" }));
    field.files = files.files;
  }, "image/png");
  pad.addEventListener("endStroke", keep);
  box.querySelector("[data-clear]").addEventListener("click", () => {
    pad.clear();
    field.value = "";
  });
  if (typed && !typed.querySelector(".is-invalid, input[value]:not([value=''])")) typed.open = false;
  new ResizeObserver(fit).observe(canvas);
}
