using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Loads the views and additional properties of our objects when the first command of a runspace runs. In the
/// manifest, they would double the import time.</summary>
internal static class ViewLoader
{
    private const string FileName = "Databricks.Jobs.Format.ps1xml";

    private static readonly ConditionalWeakTable<Runspace, object> s_loaded = new();

    /// <summary>Whether this runspace has the views.</summary>
    public static bool AreLoaded => s_loaded.TryGetValue(Runspace.DefaultRunspace, out _);

    /// <summary>Loads the views, once in each runspace. Objects can be shown without them, so a failure is
    /// ignored.</summary>
    public static void Load()
    {
        if (AreLoaded)
        {
            return;
        }

        s_loaded.Add(Runspace.DefaultRunspace, new object());
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        // The switches override preferences of the session, such as $WhatIfPreference.
        shell.AddCommand("Microsoft.PowerShell.Utility\\Update-FormatData")
            .AddParameter("AppendPath", Find())
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .AddParameter("Verbose", false)
            .AddParameter("ErrorAction", ActionPreference.Ignore)
            .AddStatement()
            .AddCommand("Microsoft.PowerShell.Utility\\Update-TypeData")
            .AddParameter("TypeData", TypeDataMembers.All())
            .AddParameter("Force")
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .AddParameter("Verbose", false)
            .AddParameter("ErrorAction", ActionPreference.Ignore)
            .Invoke();
    }

    // The assembly is in a subfolder of the module, one for each edition.
    private static string Find() => Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(typeof(ViewLoader).Assembly.Location))!, FileName);
}
