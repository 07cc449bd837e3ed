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

    private static readonly ConditionalWeakTable<Runspace, Loaded> s_loaded = new();

    /// <summary>Whether this runspace has the views for the window.</summary>
    public static bool AreLoaded(PSHost host)
    {
        Loaded loaded = s_loaded.GetValue(Runspace.DefaultRunspace, static _ => new Loaded());
        loaded.Width = WidthOf(host);
        return loaded.File == FileOf(loaded.Width);
    }

    /// <summary>The room that the tables have for a name: the window at the last command, without the other
    /// columns.</summary>
    /// <param name="wide">The width of the other columns and of the gaps in a wide window.</param>
    /// <param name="narrow">The same in the table for narrow windows.</param>
    /// <param name="small">The same in the table for small windows.</param>
    /// <returns>A number of characters; the largest if there is no window.</returns>
    public static int RoomBeside(int wide, int narrow, int small) => Width switch
    {
        <= 0 => int.MaxValue,
        >= NarrowWidth and var width => width - wide,
        >= SmallWidth and var width => width - narrow,
        var width => width - small,
    };

    /// <summary>The room for a column that shares the window with others whose contents vary. PowerShell gives such
    /// columns the width of their contents, in their order, so that the last ones would get nothing.</summary>
    /// <param name="wide">The percentage of a wide window.</param>
    /// <param name="narrow">The same for a narrow window.</param>
    /// <param name="small">The same for a small window.</param>
    /// <returns>A number of characters; the largest if there is no window.</returns>
    public static int Share(int wide, int narrow, int small) => Width switch
    {
        <= 0 => int.MaxValue,
        >= NarrowWidth and var width => width * wide / 100,
        >= SmallWidth and var width => width * narrow / 100,
        var width => width * small / 100,
    };

    /// <summary>Loads the views, once in each runspace and after a change of the window. Objects can be shown without
    /// them, so a failure is ignored.</summary>
    public static void Load(PSHost host)
    {
        if (AreLoaded(host))
        {
            return;
        }

        Loaded loaded = s_loaded.GetValue(Runspace.DefaultRunspace, static _ => new Loaded());
        bool isFirst = loaded.File is null;
        loaded.File = FileOf(loaded.Width);
        string[] files = [.. new[] { loaded.File, Views }.Distinct().Select(Find)];
        if (!isFirst)
        {
            Forget();
        }

        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        // Appended, so that the user's own views of our objects win.
        AddQuietly(shell, "Update-FormatData").AddParameter("AppendPath", files);
        if (isFirst)
        {
            AddQuietly(shell.AddStatement(), "Update-TypeData")
                .AddParameter("TypeData", TypeDataMembers.All())
                .AddParameter("Force");
        }

        try
        {
            shell.Invoke();
        }
        catch (RuntimeException)
        {
            // The runspace lacks these commands, or its views cannot be changed.
        }
    }

    // The switches override preferences of the session, such as $WhatIfPreference.
    private static System.Management.Automation.PowerShell AddQuietly(
        System.Management.Automation.PowerShell shell, string command) =>
        shell.AddCommand("Microsoft.PowerShell.Utility\\" + command)
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .AddParameter("Verbose", false)
            .AddParameter("ErrorAction", ActionPreference.Ignore);

    // Appending a file that is already loaded leaves it at its place, so it must be removed first.
    private static void Forget()
    {
        InitialSessionStateEntryCollection<SessionStateFormatEntry> formats =
            Runspace.DefaultRunspace.InitialSessionState.Formats;
        string[] files = [.. new[] { Views, NarrowTables, SmallTables }.Select(Find)];
        for (int i = formats.Count - 1; i >= 0; i--)
        {
            if (files.Contains(formats[i].FileName))
            {
                formats.RemoveItem(i);
            }
        }
    }

    // The window at the last command of this runspace.
    private static int Width =>
        Runspace.DefaultRunspace is { } runspace && s_loaded.TryGetValue(runspace, out Loaded? loaded)
            ? loaded.Width
            : 0;

    private static string FileOf(int width) => width switch
    {
        <= 0 or >= NarrowWidth => Views,
        >= SmallWidth => NarrowTables,
        _ => SmallTables,
    };

    /// <summary>The width of the window; 0 if the host has none.</summary>
    internal static int WidthOf(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception exception) when (exception is RuntimeException or NotImplementedException
            or InvalidOperationException or NotSupportedException or IOException)
        {
            return 0;
        }
    }

    // The assembly is in a subfolder of the module, one for each edition.
    private static string Find(string file) => Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(typeof(ViewLoader).Assembly.Location))!, file);

    /// <summary>The views that a runspace has.</summary>
    private sealed class Loaded
    {
        public int Width { get; set; }

        /// <summary>The first file; null if none is loaded yet.</summary>
        public string? File { get; set; }
    }
}
