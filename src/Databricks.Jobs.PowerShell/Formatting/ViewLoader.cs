using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Brings the views and members of our objects into a runspace when its first command runs. In the manifest they would cost
/// each import more than the rest of the module does.</summary>
internal static class ViewLoader
{
    private const string FileName = "Databricks.Jobs.Format.ps1xml";

    private static readonly ConditionalWeakTable<Runspace, object> Loaded = new();

    /// <summary>Whether this runspace has the views.</summary>
    public static bool AreLoaded => Loaded.TryGetValue(Runspace.DefaultRunspace, out _);

    /// <summary>Loads the views, once in a runspace. Without them objects still show, only less well, so that a failure
    /// is no reason to fail a command.</summary>
    public static void Load()
    {
        if (AreLoaded)
        {
            return;
        }

        Loaded.Add(Runspace.DefaultRunspace, new object());
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        // The switches keep a session's preferences, such as $WhatIfPreference, out of it.
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

    // The assembly lies in a folder of the module, one for each edition.
    private static string Find() => Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(typeof(ViewLoader).Assembly.Location))!, FileName);
}
