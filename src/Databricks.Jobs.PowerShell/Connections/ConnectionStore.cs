using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>The connection of each runspace. Parallel runspaces are independent.</summary>
internal static class ConnectionStore
{
    private static ConditionalWeakTable<Runspace, Slot> _slots = new();

    /// <summary>The workspace that Connect-DbxWorkspace connected in this runspace; null if there is none.</summary>
    public static DbxWorkspace? Current
    {
        get => Slot.OfThisRunspace().Connected;
        set => Slot.OfThisRunspace().Connected = value;
    }

    /// <summary>The workspace of the environment or profile; null if no command has used it.</summary>
    public static DbxWorkspace? Ambient
    {
        get => Slot.OfThisRunspace().Ambient;
        set => Slot.OfThisRunspace().Ambient = value;
    }

    public static void Clear() => _slots = new();

    private sealed class Slot
    {
        public DbxWorkspace? Connected { get; set; }

        public DbxWorkspace? Ambient { get; set; }

        public static Slot OfThisRunspace() => _slots.GetOrCreateValue(Runspace.DefaultRunspace);
    }
}
