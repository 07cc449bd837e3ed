# Every way in which PowerShell shows an object of any of our types, with every string in it hostile: properties, items
# of lists, keys and values of maps, and the objects within. Only values that a user selects are shown as they are.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $assemblies = [Databricks.Jobs.JobsClient].Assembly, [Databricks.Jobs.PowerShell.DbxWorkspace].Assembly
    $types = $assemblies | ForEach-Object { $_.GetExportedTypes() } | Where-Object {
        $isModel = $_.IsSubclassOf([Databricks.Jobs.Models.JobsModel])
        # What commands return, besides models, and what their errors contain.
        $isResult = $_.Name -in 'TaskOutput', 'JobPermissionEntry', 'JobComplianceRepair', 'DbxWorkspace',
        'DbxLocalWorkspace', 'RunOutcome', 'FailedTask', 'DefinitionProblem', 'JobStatistics', 'TaskStatistics'
        -not $_.IsAbstract -and -not $_.ContainsGenericParameters -and ($isModel -or $isResult)
    }
    $families = $types | Group-Object { $_.Name.Substring(0, 1) } | Sort-Object Name
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    # ESC, C1 controls, a carriage return, a tab, bidirectional and zero-width characters, line separators, a half of a
    # surrogate pair, and a language tag, which is invisible.
    $hostile = -join (@('x', 0x1B, '[31m', 0x9B, '31m', 0x0D, 'SUCCESS', 0x09, 0x07, 0x85, 0x202E, 'o', 0x2066, 0x200B,
            0x200D, 0xFEFF, 0x2028, 0x2029, 0xAD, 0xD800, 'z') |
            ForEach-Object { if ($_ -is [int]) { [char] $_ } else { $_ } }) +
    [char]::ConvertFromUtf32(0xE0041)
    $raw = [regex] '[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uD800]'
    $filled = @{}

    # An object with a hostile value in each string in it.
    function New-Hostile([type] $Type, [int] $Depth) {
        $key = "$Type $Depth"
        if ($filled.ContainsKey($key)) {
            return , $filled[$key]
        }
        $item = if ($Type.Name -eq 'DbxWorkspace') {
            Get-DbxWorkspace
        } elseif ($Type.Name -eq 'DbxLocalWorkspace') {
            $local
        } elseif ($Type.GetConstructor([type[]] @())) {
            [Activator]::CreateInstance($Type)
        } else {
            [System.Runtime.Serialization.FormatterServices]::GetUninitializedObject($Type)
        }
        foreach ($property in $Type.GetProperties([System.Reflection.BindingFlags] 'Public, Instance')) {
            $value = Get-HostileValue $property.PropertyType $Depth
            if ($null -eq $value) {
                continue
            }
            $field = $Type.GetField(
                "<$($property.Name)>k__BackingField", [System.Reflection.BindingFlags] 'NonPublic, Instance')
            if ($property.CanWrite) {
                $property.SetValue($item, $value)
            } elseif ($field) {
                $field.SetValue($item, $value)
            }
        }
        $filled[$key] = $item
        , $item
    }

    function Get-HostileValue([type] $Type, [int] $Depth) {
        if ($Type -eq [string]) {
            return $hostile
        }
        if ($Type.IsSubclassOf([Databricks.Jobs.Models.JobsModel])) {
            if ($Depth -gt 0 -and -not $Type.IsAbstract) {
                return New-Hostile $Type ($Depth - 1)
            }
            return
        }
        if ($Type.IsGenericType -and [System.Collections.IEnumerable].IsAssignableFrom($Type)) {
            $arguments = $Type.GetGenericArguments()
            $inner = Get-HostileValue $arguments[-1] $Depth
            if ($null -eq $inner) {
                return
            }
            if ($arguments.Count -eq 2) {
                $map = [System.Collections.Generic.Dictionary`2].MakeGenericType($arguments)::new()
                $map.Add($hostile, $inner)
                return , $map
            }
            $list = [System.Collections.Generic.List`1].MakeGenericType($arguments)::new()
            $list.Add($inner)
            return , $list
        }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Objects of the types <_.Name>*' -ForEach $families {
    It 'show no raw text as <Name>' -ForEach @(
        @{ Name = 'they are'; Types = $_.Group; Show = { $args[0] | Out-String -Width 9999 } }
        @{ Name = 'a table'; Types = $_.Group; Show = { $args[0] | Format-Table | Out-String -Width 9999 } }
        @{ Name = 'a list'; Types = $_.Group; Show = { $args[0] | Format-List | Out-String -Width 9999 } }
        @{ Name = 'custom output'; Types = $_.Group; Show = { $args[0] | Format-Custom | Out-String -Width 9999 } }
        @{ Name = 'wide output'; Types = $_.Group; Show = { $args[0] | Format-Wide | Out-String -Width 9999 } }
        @{ Name = 'objects of several types'; Types = $_.Group
            Show = { [timespan]::Zero, $args[0] | Out-String -Width 9999 } }
        @{ Name = 'strings'; Types = $_.Group; Show = { "$($args[0])" } }
        @{ Name = 'values of other objects'; Types = $_.Group
            Show = { [pscustomobject]@{ One = $args[0]; Many = @($args[0]) } | Format-List | Out-String -Width 9999 } }
    ) {
        $wrong = foreach ($type in $Types) {
            $item = New-Hostile $type 2
            $text = (& $Show $item) -replace "`r`n", "`n"
            # The colors of the shell itself.
            $text = $text -replace "$([char] 27)\[[0-9;]*m(?!$([char] 0x9B))"
            $found = @($raw.Matches($text).Value | Sort-Object -Unique |
                    ForEach-Object { 'U+{0:X4}' -f [int] [char] $_ })
            if ($found) {
                "$($type): $found"
            }
        }
        $wrong | Should -BeNullOrEmpty
    }
}
