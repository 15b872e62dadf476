"""Run by LibreOffice's own Python (`uno`): opens Word files, accepts or rejects all tracked changes, saves them as text.

`python3 office_changes.py SOFFICE PROFILE accept|reject IN.docx OUT.txt [accept|reject IN.docx OUT.txt …]`
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

HANG = 600  # seconds after which it is ended; nothing is measured by it


def value(name, held):
    made = PropertyValue()
    made.Name, made.Value = name, held
    return made


def main(soffice, profile, *tasks):
    pipe = f"pipe,name=tongbi{Path(profile).parent.name}"
    office = subprocess.Popen(
        [soffice, "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}", f"--accept={pipe};urp;"]
    )
    try:
        context = connected(f"uno:{pipe};urp;StarOffice.ComponentContext")
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for how, file, text in zip(tasks[::3], tasks[1::3], tasks[2::3], strict=True):
            document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (value("Hidden", True),))
            command = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}[how]
            helper.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
            saved = value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8,LF")
            document.storeToURL(Path(text).as_uri(), saved)
            document.close(True)
        desktop.terminate()
    finally:
        office.wait(HANG)


def connected(address):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(4 * HANG):
        try:
            return resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


main(*sys.argv[1:])
