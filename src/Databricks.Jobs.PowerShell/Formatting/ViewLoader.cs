using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Loads the views and additional properties of our objects when the first command of a runspace runs. In the
/// manifest, they would double the import time. Narrow windows get tables with fewer columns; a command that finds
/// another width than the one before it loads them again.</summary>
internal static class ViewLoader
{
    private const string Views = "Databricks.Jobs.Format.ps1xml";
    private const string NarrowTables = "Databricks.Jobs.Narrow.Format.ps1xml";
    private const string SmallTables = "Databricks.Jobs.Small.Format.ps1xml";
    private const int NarrowWidth = 110;
    private const int SmallWidth = 80;

    // The first file of the views that each runspace has.
    private static readonly ConditionalWeakTable<Runspace, string> s_loaded = new();

    /// <summary>Whether this runspace has the views for the window.</summary>
    public static bool AreLoaded(PSHost host) =>
        s_loaded.TryGetValue(Runspace.DefaultRunspace, out string? file) && file == FileFor(host);

    /// <summary>Loads the views, once in each runspace and after a change of the window. Objects can be shown without
    /// them, so a failure is ignored.</summary>
    public static void Load(PSHost host)
    {
        if (AreLoaded(host))
        {
            return;
        }

        string file = FileFor(host);
        bool isFirst = !s_loaded.TryGetValue(Runspace.DefaultRunspace, out _);
        s_loaded.Remove(Runspace.DefaultRunspace);
        s_loaded.Add(Runspace.DefaultRunspace, file);
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        // Prepending moves a file to the front, and the last one goes first. The switches override preferences of the
        // session, such as $WhatIfPreference.
        shell.AddCommand("Microsoft.PowerShell.Utility\\Update-FormatData")
            .AddParameter("PrependPath", new[] { Views, file }.Distinct().Select(Find).ToArray())
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .AddParameter("Verbose", false)
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        if (isFirst)
        {
            shell.AddStatement()
                .AddCommand("Microsoft.PowerShell.Utility\\Update-TypeData")
                .AddParameter("TypeData", TypeDataMembers.All())
                .AddParameter("Force")
                .AddParameter("WhatIf", false)
                .AddParameter("Confirm", false)
                .AddParameter("Verbose", false)
                .AddParameter("ErrorAction", ActionPreference.Ignore);
        }

        shell.Invoke();
    }

    private static string FileFor(PSHost host) => WidthOf(host) switch
    {
        <= 0 or >= NarrowWidth => Views,
        >= SmallWidth => NarrowTables,
        _ => SmallTables,
    };

    // A host can have no window.
    private static int WidthOf(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException
            or InvalidOperationException or NotSupportedException or IOException)
        {
            return 0;
        }
    }

    // The assembly is in a subfolder of the module, one for each edition.
    private static string Find(string file) => Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(typeof(ViewLoader).Assembly.Location))!, file);
}
