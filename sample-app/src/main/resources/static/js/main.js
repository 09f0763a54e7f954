import { installBank } from "./bank.js";
import { installLab } from "./lab.js";
import { installTheme } from "./theme.js";
import { installViews } from "./views.js";

installTheme(document.getElementById("theme"));
installLab(document.getElementById("lab"));
const bank = installBank(document.getElementById("bank"));
installViews({ bank: bank.show });
