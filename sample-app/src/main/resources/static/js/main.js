import { installBank } from "./bank.js";
import { installLab } from "./lab.js";
import { installTheme } from "./theme.js";
import { installViews } from "./views.js";
import { installWire } from "./wire.js";

installTheme(document.getElementById("theme"));
installLab(document.getElementById("lab"));
const bank = installBank(document.getElementById("bank"));
const wire = installWire(document.getElementById("wire"));
installViews({ bank: bank.show, wire: wire.show });
